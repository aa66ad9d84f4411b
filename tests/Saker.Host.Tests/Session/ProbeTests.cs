namespace Saker.Host.Tests.Session;

/// <summary>Probes of a closed window and of a silent peer (RFC 9293 3.8): when they go out and when the peer is given up.</summary>
public sealed class ProbeTests
{
    [Fact]
    public void A_closed_window_with_nothing_kept_is_probed_with_doubling_pauses()
    {
        SendBench bench = new() { Closed = true };
        Assert.Equal(["1000:probe", "3000:probe", "7000:probe"], bench.Log(14_000));
    }

    [Fact]
    public void A_closed_window_that_answers_is_never_given_up()
    {
        SendBench bench = new() { Closed = true };
        var said = new List<string>();
        for (int n = 0; n < 1_000_000; n++)
        {
            string says = bench.Wait(1).Says();
            if (says == "probe")
            {
                bench.Hear();
            }

            said.Add(says);
        }

        Assert.DoesNotContain("gone", said);
        // 1, 2, 4, .. 32 s, then every 60 s.
        Assert.Equal(6 + 15, said.Count(s => s == "probe"));
    }

    [Fact]
    public void A_closed_window_that_does_not_answer_is_given_up()
    {
        SendBench bench = new() { Closed = true };
        Assert.Equal("63000:gone", bench.Log(100_000)[^1]);
    }

    [Fact]
    public void Segments_outstanding_before_a_closed_window_are_not_given_up_while_it_answers()
    {
        SendBench bench = new SendBench().Measure(1).Send(1);
        bench.Closed = true;
        for (int n = 0; n < 200_000; n++)
        {
            string says = bench.Wait(1).Says();
            Assert.NotEqual("gone", says);
            if (says == "1")
            {
                bench.Hear();
            }
        }
    }

    [Fact]
    public void An_opened_window_ends_the_probing()
    {
        SendBench bench = new() { Closed = true };
        Assert.Equal(["1000:probe"], bench.Log(1_500));
        bench.Closed = false;
        Assert.Empty(bench.Hear().Log(4_999));
    }

    [Fact]
    public void A_silent_peer_is_probed_and_then_given_up() =>
        Assert.Equal(["5000:probe", "7000:probe", "9000:probe", "11000:probe", "13000:probe", "15000:gone"], new SendBench().Log(30_000));

    [Fact]
    public void Whoever_answers_the_probe_is_not_given_up()
    {
        SendBench bench = new();
        Assert.Equal(["5000:probe", "7000:probe"], bench.Log(8_000));
        Assert.Equal(["5000:probe"], bench.Hear().Log(5_000));
    }
}
