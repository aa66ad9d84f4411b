namespace Saker.Wire;

/// <summary>OUCH 5.0 inbound (to the venue) types. docs/protocols/ouch50.md.</summary>
public static class OuchInboundType
{
    public const byte EnterOrder = OuchEnterOrder.Type;
    public const byte ReplaceRequest = OuchReplaceRequest.Type;
    public const byte CancelRequest = OuchCancelRequest.Type;
    public const byte ModifyRequest = OuchModifyRequest.Type;
    public const byte AccountQuery = OuchAccountQuery.Type;

    /// <summary>Every type, in the order of the specification.</summary>
    public static ReadOnlySpan<byte> All => "OUXMQ"u8;

    /// <summary>Least length of a type's message (without tag-values); 0 for a type that is not in the table.</summary>
    public static int MinLength(byte type) => type switch
    {
        EnterOrder => OuchEnterOrder.Length,
        ReplaceRequest => OuchReplaceRequest.Length,
        CancelRequest => OuchCancelRequest.Length,
        ModifyRequest => OuchModifyRequest.Length,
        AccountQuery => OuchAccountQuery.Length,
        _ => 0,
    };
}

/// <summary>OUCH 5.0 outbound (from the venue) types. docs/protocols/ouch50.md.</summary>
public static class OuchOutboundType
{
    public const byte SystemEvent = OuchSystemEvent.Type;
    public const byte Accepted = OuchAccepted.Type;
    public const byte Replaced = OuchReplaced.Type;
    public const byte Canceled = OuchCanceled.Type;
    public const byte AiqCanceled = OuchAiqCanceled.Type;
    public const byte Executed = OuchExecuted.Type;
    public const byte BrokenTrade = OuchBrokenTrade.Type;
    public const byte Rejected = OuchRejected.Type;
    public const byte CancelPending = OuchCancelPending.Type;
    public const byte CancelReject = OuchCancelReject.Type;
    public const byte PriorityUpdate = OuchPriorityUpdate.Type;
    public const byte Modified = OuchModified.Type;
    public const byte Restated = OuchRestated.Type;
    public const byte AccountQueryResponse = OuchAccountQueryResponse.Type;

    /// <summary>Every type, in the order of the specification.</summary>
    public static ReadOnlySpan<byte> All => "SAUCDEBJPITMRQ"u8;

    /// <summary>Least length of a type's message (without tag-values); 0 for a type that is not in the table.</summary>
    public static int MinLength(byte type) => type switch
    {
        SystemEvent => OuchSystemEvent.Length,
        Accepted => OuchAccepted.Length,
        Replaced => OuchReplaced.Length,
        Canceled => OuchCanceled.Length,
        AiqCanceled => OuchAiqCanceled.Length,
        Executed => OuchExecuted.Length,
        BrokenTrade => OuchBrokenTrade.Length,
        Rejected => OuchRejected.Length,
        CancelPending => OuchCancelPending.Length,
        CancelReject => OuchCancelReject.Length,
        PriorityUpdate => OuchPriorityUpdate.Length,
        Modified => OuchModified.Length,
        Restated => OuchRestated.Length,
        AccountQueryResponse => OuchAccountQueryResponse.Length,
        _ => 0,
    };
}
