using Xunit;

namespace Saker.Wire.Tests;

/// <summary>Random bytes of every OUCH message, read and written back: the same bytes come out, and one byte more or less is refused.</summary>
public sealed class OuchRoundTripTests
{
    private delegate int? Rewrite(ReadOnlySpan<byte> from, Span<byte> to);

    private static void Check(byte type, int length, bool appendage, Rewrite rewrite)
    {
        Random random = new(type + length);
        byte[] bytes = new byte[length + (appendage ? 6 : 0)];
        random.NextBytes(bytes);
        bytes[0] = type;
        if (appendage)
        {
            Hex.Of("0006 05024c494d45").CopyTo(bytes, length - 2);
        }
        byte[] written = new byte[bytes.Length];
        Assert.Equal(bytes.Length, rewrite(bytes, written));
        Assert.Equal(bytes, written);
        Assert.Null(rewrite(bytes.AsSpan(0, bytes.Length - 1), written));
        Assert.Null(rewrite([.. bytes, 0], written));
    }

    [Fact]
    public void EnterOrder() => Check(OuchInboundType.EnterOrder, OuchEnterOrder.Length, true, (b, to) =>
        OuchEnterOrder.TryRead(b, out OuchEnterOrder m, out OuchAppendage a) ? m.Write(to, a.TagValues) : null);

    [Fact]
    public void ReplaceRequest() => Check(OuchInboundType.ReplaceRequest, OuchReplaceRequest.Length, true, (b, to) =>
        OuchReplaceRequest.TryRead(b, out OuchReplaceRequest m, out OuchAppendage a) ? m.Write(to, a.TagValues) : null);

    [Fact]
    public void CancelRequest() => Check(OuchInboundType.CancelRequest, OuchCancelRequest.Length, false, (b, to) =>
        OuchCancelRequest.TryRead(b, out OuchCancelRequest m) ? m.Write(to) : null);

    [Fact]
    public void ModifyRequest() => Check(OuchInboundType.ModifyRequest, OuchModifyRequest.Length, false, (b, to) =>
        OuchModifyRequest.TryRead(b, out OuchModifyRequest m) ? m.Write(to) : null);

    [Fact]
    public void AccountQuery() => Check(OuchInboundType.AccountQuery, OuchAccountQuery.Length, false, (b, to) =>
        OuchAccountQuery.TryRead(b, out _) ? OuchAccountQuery.Write(to) : null);

    [Fact]
    public void SystemEvent() => Check(OuchOutboundType.SystemEvent, OuchSystemEvent.Length, false, (b, to) =>
        OuchSystemEvent.TryRead(b, out OuchSystemEvent m) ? m.Write(to) : null);

    [Fact]
    public void Accepted() => Check(OuchOutboundType.Accepted, OuchAccepted.Length, true, (b, to) =>
        OuchAccepted.TryRead(b, out OuchAccepted m, out OuchAppendage a) ? m.Write(to, a.TagValues) : null);

    [Fact]
    public void Replaced() => Check(OuchOutboundType.Replaced, OuchReplaced.Length, true, (b, to) =>
        OuchReplaced.TryRead(b, out OuchReplaced m, out OuchAppendage a) ? m.Write(to, a.TagValues) : null);

    [Fact]
    public void Canceled() => Check(OuchOutboundType.Canceled, OuchCanceled.Length, false, (b, to) =>
        OuchCanceled.TryRead(b, out OuchCanceled m) ? m.Write(to) : null);

    [Fact]
    public void AiqCanceled() => Check(OuchOutboundType.AiqCanceled, OuchAiqCanceled.Length, false, (b, to) =>
        OuchAiqCanceled.TryRead(b, out OuchAiqCanceled m) ? m.Write(to) : null);

    [Fact]
    public void Executed() => Check(OuchOutboundType.Executed, OuchExecuted.Length, true, (b, to) =>
        OuchExecuted.TryRead(b, out OuchExecuted m, out OuchAppendage a) ? m.Write(to, a.TagValues) : null);

    [Fact]
    public void BrokenTrade() => Check(OuchOutboundType.BrokenTrade, OuchBrokenTrade.Length, false, (b, to) =>
        OuchBrokenTrade.TryRead(b, out OuchBrokenTrade m) ? m.Write(to) : null);

    [Fact]
    public void Rejected() => Check(OuchOutboundType.Rejected, OuchRejected.Length, false, (b, to) =>
        OuchRejected.TryRead(b, out OuchRejected m) ? m.Write(to) : null);

    [Fact]
    public void CancelPending() => Check(OuchOutboundType.CancelPending, OuchCancelPending.Length, false, (b, to) =>
        OuchCancelPending.TryRead(b, out OuchCancelPending m) ? m.Write(to) : null);

    [Fact]
    public void CancelReject() => Check(OuchOutboundType.CancelReject, OuchCancelReject.Length, false, (b, to) =>
        OuchCancelReject.TryRead(b, out OuchCancelReject m) ? m.Write(to) : null);

    [Fact]
    public void PriorityUpdate() => Check(OuchOutboundType.PriorityUpdate, OuchPriorityUpdate.Length, false, (b, to) =>
        OuchPriorityUpdate.TryRead(b, out OuchPriorityUpdate m) ? m.Write(to) : null);

    [Fact]
    public void Modified() => Check(OuchOutboundType.Modified, OuchModified.Length, false, (b, to) =>
        OuchModified.TryRead(b, out OuchModified m) ? m.Write(to) : null);

    [Fact]
    public void Restated() => Check(OuchOutboundType.Restated, OuchRestated.Length, true, (b, to) =>
        OuchRestated.TryRead(b, out OuchRestated m, out OuchAppendage a) ? m.Write(to, a.TagValues) : null);

    [Fact]
    public void AccountQueryResponse() => Check(OuchOutboundType.AccountQueryResponse, OuchAccountQueryResponse.Length, false, (b, to) =>
        OuchAccountQueryResponse.TryRead(b, out OuchAccountQueryResponse m) ? m.Write(to) : null);
}
