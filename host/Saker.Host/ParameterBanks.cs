using Saker.Card;
using Saker.Card.Parameters;
using Saker.Host.Books;
using Saker.Host.Fallback;
using Saker.Host.Slots;
using Saker.Model;
using Saker.V1;

namespace Saker.Host;

/// <summary>Loading, swapping and reading the banks of a slot's parameters, for people and programs (docs/parameters.md, docs/card.md 6.1). On the card's thread.</summary>
public sealed class ParameterBanks
{
    private const int MostLooks = 1_000;

    private readonly TradedSlot _slot;
    private readonly IReadOnlyList<TrackedSymbol> _symbols;
    private readonly ILogger _log;
    private readonly SlotBanks _banks;
    private readonly LoadedBanks _loaded;
    private readonly FallbackTracker _fallback;
    private readonly AnsweredRequests<LoadBankReply> _loads = new();
    private readonly AnsweredRequests<SwapBankReply> _swaps = new();

    /// <param name="card">The card, whose running bank was loaded.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="symbols">Tracked symbols, by the card's index.</param>
    /// <param name="check">Looks whether the card holds what was loaded.</param>
    /// <param name="log">Told of each load and swap, and when the slot falls back.</param>
    public ParameterBanks(ICard card, TradedSlot slot, IReadOnlyList<TrackedSymbol> symbols, ConfigurationCheck check, ILogger log)
    {
        (_slot, _symbols, _log) = (slot, symbols, log);
        _banks = new SlotBanks(card, slot.Index);
        _loaded = new LoadedBanks(card, slot.Index, check, Fell);
        _fallback = new FallbackTracker(slot.Index, _loaded);
        if (_loaded.Safe == _loaded.RunningBank)
        {
            _log.FellBack(slot.Index, _fallback.Problem(_banks.Status));
        }
    }

    /// <summary>Times that the card let the fallback's bank take over since this host began.</summary>
    public ulong Falls => _fallback.Falls;

    /// <summary>Looks whether the card let the fallback's bank take over.</summary>
    public void Look() => _loaded.Look();

    /// <summary>Loads the bank that does not run; the same request id again gets the first one's reply, and no second load.</summary>
    public LoadBankReply Load(LoadBankRequest request) => _loads.Once(request.RequestId, () =>
    {
        LoadBankReply reply = Load(request.Symbol, request.Parameters, request.DropFallback);
        string dropped = reply.FallbackDropped ? "its fallback was dropped; " : string.Empty;
        _log.SlotAct(request.Slot, request.RequestId, request.Source, dropped + (reply.Refusal.Length == 0 ? $"bank {reply.Bank} loaded, hash {reply.Hash}" : reply.Refusal));
        return reply;
    });

    /// <summary>Has the other bank run; the same request id again gets the first one's reply, and no second swap.</summary>
    public SwapBankReply Swap(SwapBankRequest request) => _swaps.Once(request.RequestId, () =>
    {
        string refusal = Swap(request.Hash.ToUpperInvariant());
        int running = _banks.Running;
        _log.SlotAct(request.Slot, request.RequestId, request.Source, refusal.Length == 0 ? $"bank {running} runs, hash {_loaded.Hash(running)}" : refusal);
        return new SwapBankReply { Swapped = refusal.Length == 0, Running = (uint)running, Refusal = refusal };
    });

    /// <summary>Reads a bank.</summary>
    public ReadBankReply Read(ReadBankRequest request)
    {
        int running = _banks.Running;
        uint bank = request.HasBank ? request.Bank : (uint)running;
        return bank >= CardParameters.Banks ? new ReadBankReply { Refusal = $"There is no bank {bank}: a slot has {CardParameters.Banks}, from 0 on." }
            : Read((int)bank, running);
    }

    /// <summary>Adds what the contract wants of a slot's banks.</summary>
    public void AddTo(Slot slot)
    {
        SlotBankStatusValue status = Looked();
        slot.RunningBank = status.Running ? 1u : 0u;
        slot.SwapPending = status.Pending;
        slot.BankSwaps = status.Swaps;
        slot.Banks.Add(Enumerable.Range(0, CardParameters.Banks).Select(b => new ParameterBank { Hash = _loaded.Hash(b), Whole = (status.Whole >> b & 1) != 0 }));
        slot.Fallback = _fallback.State(status);
        slot.Problem = string.Join(' ', new[] { slot.Problem, _fallback.Problem(status) }.Where(words => words.Length != 0));
    }

    private void Fell(SlotBankStatusValue status)
    {
        _fallback.Fell(status);
        _log.FellBack(_slot.Index, _fallback.Problem(status));
    }

    private LoadBankReply Load(string symbol, IEnumerable<Parameter> parameters, bool dropFallback)
    {
        SlotBankStatusValue status = Looked();
        if (status.Pending)
        {
            return new LoadBankReply { Refusal = "A swap of this slot waits on the card: load when it is decided." };
        }

        if (symbol != _slot.Symbol)
        {
            return new LoadBankReply { Refusal = $"The parameters are for '{symbol}', slot {_slot.Index} ({_slot.Name}) trades {_slot.Symbol}: name that symbol, or restart the host with another one for the slot." };
        }

        if (Behind(status) is { } swapped)
        {
            return new LoadBankReply { Refusal = swapped };
        }

        if (_loaded.Safe is { } safe && !dropFallback)
        {
            return new LoadBankReply { Bank = (uint)(1 - _loaded.RunningBank), Refusal = _fallback.WhyNoLoad(safe) };
        }

        try
        {
            BankImage image = DocumentOf(symbol, parameters).Image(_slot.SymbolIndex);
            return WhyNever(image) is not { } never ? Load(image) : new LoadBankReply { Bank = (uint)(1 - _loaded.RunningBank), Refusal = never };
        }
        catch (ParameterException e)
        {
            return new LoadBankReply { Bank = (uint)(1 - _loaded.RunningBank), Refusal = $"{string.Join(' ', e.Problems)} Nothing was loaded." };
        }
    }

    /// <summary>What a bank needs and never gets; null: nothing.</summary>
    private string? WhyNever(BankImage image)
    {
        if (TakerLinks.LeadProblem((Take)image.Value(CardParameters.Take), image.Value(CardParameters.Lead), [.. _symbols.Select(s => s.Instrument.Symbol)]) is { } lead)
        {
            return $"{lead} Nothing was loaded.";
        }

        string[] never = [.. SignalNeeds.NeverMet(p => image.Value(p), _slot.Symbol, _slot.Signals)];
        return never.Length == 0 ? null : $"{string.Join(' ', never)} Nothing was loaded. Set it under signals and restart the host, or leave the need out.";
    }

    /// <summary>Loads the bank that does not run; the fallback, if there is one, is dropped before, for either bank is one that it swaps between.</summary>
    private LoadBankReply Load(BankImage image)
    {
        bool drop = _loaded.Safe is not null;
        if (drop)
        {
            _loaded.DropFallback();
        }

        int running = _loaded.RunningBank, bank = 1 - running;
        var reply = new LoadBankReply { Bank = (uint)bank, FallbackDropped = drop };
        if (Behind(_banks.Status) is { } swapped)
        {
            reply.Refusal = swapped;
            return reply;
        }

        _loaded.Forget(bank);
        if (_banks.Load(image, bank) is { } problem)
        {
            reply.Refusal = $"{problem} Bank {bank} is not to be used; bank {running} runs as before. Load again; if that fails too, the card is at fault.";
            return reply;
        }

        _loaded.Loaded(image, bank);
        reply.Hash = image.Hash;
        return reply;
    }

    /// <summary>The state of the banks, with which bank took over until then.</summary>
    private SlotBankStatusValue Looked()
    {
        _loaded.Look();
        SlotBankStatusValue status = _banks.Status;
        if (status.Running == (_loaded.RunningBank != 0))
        {
            return status;
        }

        // It may have taken over between the two.
        _loaded.Look();
        return _banks.Status;
    }

    /// <summary>Why nothing is done to banks of which another one runs than this host, or the fallback, has running; null: it is that one.</summary>
    private string? Behind(SlotBankStatusValue status) => status.Running == (_loaded.RunningBank != 0) ? null
        : $"Bank {1 - _loaded.RunningBank} runs, and this host has bank {_loaded.RunningBank} running: somebody swapped behind its back. Find out who, and restart the host, which loads every bank again.";

    private static ParameterDocument DocumentOf(string symbol, IEnumerable<Parameter> parameters)
    {
        const string Source = "request";
        var values = new Dictionary<string, IReadOnlyList<long>>(StringComparer.Ordinal);
        foreach (Parameter parameter in parameters)
        {
            if (!values.TryAdd(parameter.Name, parameter.Values))
            {
                throw new ParameterException([$"Parameter document '{Source}': {parameter.Name} is given twice."]);
            }
        }

        return ParameterDocument.Of(symbol, values, Source);
    }

    /// <summary>Empty: the other bank runs.</summary>
    private string Swap(string hash)
    {
        SlotBankStatusValue before = Looked();
        int running = before.Running ? 1 : 0, bank = 1 - running;
        if (WhyNot(hash, before, bank) is { } refusal)
        {
            return refusal;
        }

        _banks.Swap(bank);
        SlotBankStatusValue after = Until(s => s.Swaps != before.Swaps || s.SwapsRefused != before.SwapsRefused);
        if (after.Swaps == before.Swaps && after.SwapsRefused == before.SwapsRefused)
        {
            after = Withdraw(bank);
            if (after.Swaps == before.Swaps)
            {
                return $"The card has not taken the swap in {MostLooks} looks, and it was withdrawn: bank {running} runs as before. The inventory term of the other SKEW did not come to stand, as while messages of the venue keep coming. Try again.";
            }
        }

        if (after.Swaps == before.Swaps)
        {
            return _fallback.WhyNoSwap(after) ?? $"The card refused the swap: bank {bank} is not whole, or of another symbol or take. Bank {running} runs as before. Load bank {bank} again.";
        }

        _loaded.Running(bank, (before.Swaps + 1) & LoadedBanks.MostSwaps);
        _fallback.Swapped();
        _loaded.Look();
        return _loaded.RunningBank == bank ? string.Empty : $"Bank {bank} ran, and the slot fell back to bank {running} at once. {_fallback.Problem(after)}";
    }

    private string? WhyNot(string hash, SlotBankStatusValue status, int bank)
    {
        string loaded = _loaded.Hash(bank), runs = _loaded.Hash(1 - bank);
        return hash.Length != HashDigits.All || !hash.All(char.IsAsciiHexDigit) ? $"A swap names the bank by its whole hash, {HashDigits.All} hexadecimal digits."
            : status.Pending ? "A swap of this slot waits on the card already."
            : Behind(status) is { } swapped ? swapped
            : hash == runs && hash != loaded ? $"Bank {1 - bank} with the hash {HashDigits.Short(hash)} runs already."
            : loaded.Length == 0 ? $"This host has loaded nothing into bank {bank}: load it, then swap."
            : hash != loaded ? $"Bank {bank} has the hash {HashDigits.Short(loaded)}, not {HashDigits.Short(hash)}: look again, or load what you want."
            : _loaded.Difference(bank) is { } word ? $"{word} is not what was loaded: bank {bank} was changed behind the host's back. Find out who wrote it, and load the bank again."
            : (status.Whole >> bank & 1) == 0 ? $"Bank {bank} is not whole: it was written after it was sealed. Find out who wrote it, and load the bank again."
            : _fallback.WhyNoSwap(status);
    }

    /// <summary>Ends a swap that the card has not decided: a word written anew breaks the bank's seal, and the card refuses what is not whole. If the swap came first
    /// the bank runs, and takes no write or is sealed again at once.</summary>
    private SlotBankStatusValue Withdraw(int bank)
    {
        _banks.Write(CardParameters.Hash, bank, _banks.Read(CardParameters.Hash, bank));
        Until(s => !s.Pending);
        if (!_banks.IsWhole(bank))
        {
            _banks.Seal(bank);
        }

        return _banks.Status;
    }

    private SlotBankStatusValue Until(Func<SlotBankStatusValue, bool> so)
    {
        SlotBankStatusValue status = _banks.Status;
        for (int looks = 1; looks < MostLooks && !so(status); looks++)
        {
            status = _banks.Status;
        }

        return status;
    }

    private ReadBankReply Read(int bank, int running)
    {
        BankImage image = _banks.ReadImage(bank);
        var reply = new ReadBankReply
        {
            Bank = (uint)bank,
            Running = bank == running,
            Whole = _banks.IsWhole(bank),
            SymbolIndex = (uint)image.SymbolIndex,
            Symbol = image.SymbolIndex < _symbols.Count ? _symbols[image.SymbolIndex].Instrument.Symbol : string.Empty,
            HashStored = _banks.ReadHash(bank),
            HashRead = image.Hash,
        };
        reply.Parameters.Add(ParameterDocument.Parameters.Select(p => new Parameter
        {
            Name = ParameterDocument.NameOf(p), Values = { Enumerable.Range(0, p.Count).Select(n => image.Value(p, n)) },
        }));
        return reply;
    }
}
