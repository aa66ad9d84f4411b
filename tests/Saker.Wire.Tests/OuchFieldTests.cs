using Xunit;

namespace Saker.Wire.Tests;

/// <summary>
/// Every message whose real bytes we do not have, written out from the specification's table field after field, each field with a value of its
/// own: two fields that change places are found, which a round trip alone would not do.
/// </summary>
public sealed class OuchFieldTests
{
    private const string Time = "0000289b4d64af87";
    private const string Urn = "00753a8d";
    private const string Firm = "0006 05024c494d45";
    private const string Name = "48384655423849562020202020 20";
    private static readonly Timestamp At = new(0x289b4d64af87);
    private static readonly UserRef Ref = new(0x753a8d);
    private static readonly ClOrdId Client = ClOrdId.Of("H8FUB8IV");

    private delegate bool TryRead<T>(ReadOnlySpan<byte> b, out T value);

    private delegate int Write(Span<byte> to);

    private static void Same<T>(string hex, T expected, TryRead<T> read, Write write)
        where T : struct
    {
        byte[] bytes = Hex.Of(hex);
        Assert.True(read(bytes, out T value));
        Assert.Equal(expected, value);
        byte[] written = new byte[bytes.Length];
        Assert.Equal(bytes.Length, write(written));
        Assert.Equal(bytes, written);
    }

    [Fact]
    public void Replace_request()
    {
        OuchReplaceRequest m = new(new UserRef(1), new UserRef(2), new Quantity(3), new Price(4), '3', 'A', 'Y', Client);
        Same($"55 00000001 00000002 00000003 0000000000000004 33 41 59 {Name} {Firm}", m, OuchReplaceRequest.TryRead, to => m.Write(to, Hex.Of(Firm)[2..]));
    }

    [Fact]
    public void Modify_request_and_modified()
    {
        OuchModifyRequest m = new(Ref, 'T', new Quantity(200));
        Same($"4d {Urn} 54 000000c8", m, OuchModifyRequest.TryRead, m.Write);
        OuchModified done = new(At, Ref, 'E', new Quantity(100));
        Same($"4d {Time} {Urn} 45 00000064", done, OuchModified.TryRead, done.Write);
    }

    [Fact]
    public void Account_query_and_its_response()
    {
        Same("51", new OuchAccountQuery(), OuchAccountQuery.TryRead, OuchAccountQuery.Write);
        OuchAccountQueryResponse m = new(At, Ref);
        Same($"51 {Time} {Urn}", m, OuchAccountQueryResponse.TryRead, m.Write);
    }

    [Fact]
    public void System_event()
    {
        OuchSystemEvent m = new(At, 'E');
        Same($"53 {Time} 45", m, OuchSystemEvent.TryRead, m.Write);
    }

    [Fact]
    public void Replaced()
    {
        OuchReplaced m = new(
            At, Ref, new UserRef(7), 'E', new Quantity(40), Symbol.Of("ADBE"), new Price(4_777_800), '5', 'Z', new OrderRef(0x0f56b4f5), 'R', 'Y', 'N', 'D', Client);
        Same(
            $"55 {Time} {Urn} 00000007 45 00000028 4144424520202020 000000000048e748 35 5a 000000000f56b4f5 52 59 4e 44 {Name} {Firm}",
            m, OuchReplaced.TryRead, to => m.Write(to, Hex.Of(Firm)[2..]));
    }

    [Fact]
    public void Aiq_canceled()
    {
        OuchAiqCanceled m = new(At, Ref, new Quantity(300), 'Q', new Quantity(200), new Price(4_777_800), 'R', 'D');
        Same($"44 {Time} {Urn} 0000012c 51 000000c8 000000000048e748 52 44", m, OuchAiqCanceled.TryRead, m.Write);
    }

    [Fact]
    public void Executed()
    {
        OuchExecuted m = new(At, Ref, new Quantity(30), new Price(4_777_800), 'A', 0x1122334455667788);
        Same($"45 {Time} {Urn} 0000001e 000000000048e748 41 1122334455667788 {Firm}", m, OuchExecuted.TryRead, to => m.Write(to, Hex.Of(Firm)[2..]));
    }

    [Fact]
    public void Broken_trade()
    {
        OuchBrokenTrade m = new(At, Ref, 0x1122334455667788, 'S', Client);
        Same($"42 {Time} {Urn} 1122334455667788 53 {Name}", m, OuchBrokenTrade.TryRead, m.Write);
    }

    [Fact]
    public void Rejected()
    {
        OuchRejected m = new(At, Ref, 0x0102, Client);
        Same($"4a {Time} {Urn} 0102 {Name}", m, OuchRejected.TryRead, m.Write);
    }

    [Fact]
    public void Cancel_pending_and_cancel_reject()
    {
        OuchCancelPending pending = new(At, Ref);
        Same($"50 {Time} {Urn}", pending, OuchCancelPending.TryRead, pending.Write);
        OuchCancelReject reject = new(At, Ref);
        Same($"49 {Time} {Urn}", reject, OuchCancelReject.TryRead, reject.Write);
    }

    [Fact]
    public void Priority_update()
    {
        OuchPriorityUpdate m = new(At, Ref, new Price(4_777_800), 'Y', new OrderRef(0x0f56b4f5));
        Same($"54 {Time} {Urn} 000000000048e748 59 000000000f56b4f5", m, OuchPriorityUpdate.TryRead, m.Write);
    }

    [Fact]
    public void Restated()
    {
        OuchRestated m = new(At, Ref, 'R');
        Same($"52 {Time} {Urn} 52 0006 0516000003e8", m, OuchRestated.TryRead, to => m.Write(to, Hex.Of("0516000003e8")));
    }
}
