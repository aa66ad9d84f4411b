namespace Saker.Rpc;

/// <summary>The status codes of gRPC, with the numbers that stand on the wire.</summary>
/// <remarks>https://github.com/grpc/grpc/blob/master/doc/statuscodes.md</remarks>
public enum StatusCode
{
    /// <summary>The call succeeded.</summary>
    Ok = 0,
    /// <summary>The caller gave up.</summary>
    Cancelled = 1,
    /// <summary>An error that carries no better code.</summary>
    Unknown = 2,
    /// <summary>The request makes no sense whatever the state of the system.</summary>
    InvalidArgument = 3,
    /// <summary>The deadline passed before the answer.</summary>
    DeadlineExceeded = 4,
    /// <summary>The thing asked for does not exist.</summary>
    NotFound = 5,
    /// <summary>The thing to be created exists.</summary>
    AlreadyExists = 6,
    /// <summary>The caller is known and may not do this.</summary>
    PermissionDenied = 7,
    /// <summary>A quota or a size limit was exceeded.</summary>
    ResourceExhausted = 8,
    /// <summary>The system is not in the state that the call needs.</summary>
    FailedPrecondition = 9,
    /// <summary>A conflict between concurrent callers.</summary>
    Aborted = 10,
    /// <summary>Past the valid range.</summary>
    OutOfRange = 11,
    /// <summary>The method, or an encoding, is not supported here.</summary>
    Unimplemented = 12,
    /// <summary>An invariant of the protocol or the service is broken.</summary>
    Internal = 13,
    /// <summary>The service cannot be reached now; trying again may help.</summary>
    Unavailable = 14,
    /// <summary>Data are lost or corrupt.</summary>
    DataLoss = 15,
    /// <summary>The caller is not known: log in.</summary>
    Unauthenticated = 16,
}
