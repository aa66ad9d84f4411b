using System.Net;
using Saker.TestKit;

namespace Saker.Host.Tests;

public sealed class SymbolChoiceTests
{
    private static readonly string File = Path.Combine(Places.RepositoryRoot, "sim", "venue", "instruments.json");

    private static readonly IReadOnlyList<SlotSettings> Slots = SettingsDocument.Load(SlotDocument.Default, "ETHUSD").Slots;

    private static DaemonOptions Options(params string[] track) => new()
    {
        Card = "none", Listen = new Uri("http://127.0.0.1:1"), Symbol = "ETHUSD", Track = track, Instruments = File,
        Venue = new IPEndPoint(IPAddress.Loopback, 1), Local = IPAddress.Loopback, Parameters = "none",
    };

    [Fact]
    public void Without_names_the_files_first_ones_are_tracked_the_quoted_one_first() =>
        Assert.Equal(["ETHUSD", "BTCUSD", "ETHBTC"], SymbolChoice.Of(Options(), Slots, 3).Select(i => i.Symbol));

    [Fact]
    public void Names_are_tracked_in_their_order_each_once() =>
        Assert.Equal(["ETHUSD", "SOLUSD", "ETHBTC"], SymbolChoice.Of(Options("SOLUSD", "ETHUSD", "ETHBTC"), Slots, 16).Select(i => i.Symbol));

    [Fact]
    public void The_slots_symbols_come_first_in_the_slots_order_each_once() =>
        Assert.Equal(
            ["SOLUSD", "ETHUSD", "ETHBTC"],
            SymbolChoice.Of(Options("ETHBTC", "SOLUSD"), [Slots[0] with { Symbol = "SOLUSD" }, Slots[0], Slots[0] with { Symbol = "SOLUSD" }], 16).Select(i => i.Symbol));

    [Fact]
    public void An_unknown_symbol_of_a_slot_is_refused_with_the_slots_name() =>
        Assert.Contains("Symbol 'DOGEUSD' of slot twin is not defined", Assert.Throws<HostException>(() => SymbolChoice.Of(Options(), [Slots[0], Slots[0] with { Name = "twin", Symbol = "DOGEUSD" }], 16)).Message);

    [Fact]
    public void An_unknown_name_is_refused_with_the_known_ones()
    {
        var e = Assert.Throws<HostException>(() => SymbolChoice.Of(Options("DOGEUSD"), Slots, 16));
        Assert.Contains("'DOGEUSD' is not defined", e.Message);
        Assert.Contains("SOLUSD", e.Message);
    }

    [Fact]
    public void More_names_than_the_card_tracks_are_refused() =>
        Assert.Contains("the card tracks 2: name fewer", Assert.Throws<HostException>(() => SymbolChoice.Of(Options("SOLUSD", "ETHBTC"), Slots, 2)).Message);
}
