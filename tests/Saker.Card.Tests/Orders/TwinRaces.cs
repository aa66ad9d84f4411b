using Saker.Model;

namespace Saker.Card.Tests.Orders;

/// <summary>Counts how often each race between card and venue was met.</summary>
internal sealed class TwinRaces(OrderState orders)
{
    private readonly SortedDictionary<string, long> _counts = [];

    /// <summary>Executions while a replace was in flight.</summary>
    public long FillsDuringReplace => this["fills during a replace"];

    /// <summary>Executions of a quote whose cancel had left.</summary>
    public long FillsAfterCancel => this["fills of a quote after its cancel"];

    /// <summary>Replaces that the venue refused while the order lived on.</summary>
    public long ReplacesRejected => this["replaces rejected"];

    public long this[string race] => _counts.GetValueOrDefault(race);

    /// <summary>Every race that was met, with its count.</summary>
    public string Told => string.Join(", ", _counts.Select(c => $"{c.Key} {c.Value}"));

    /// <summary>A message of the venue, before it takes effect.</summary>
    public void Venue(in VenueMessage m)
    {
        char type = (char)m.Mtype;
        for (int side = 0; side < 2; side++)
        {
            WorkingOrder e = orders.Entry(0, side);
            bool fill = e.Active && type == 'E' && m.Urn == e.Urn;
            Count(fill && e.Rep, "fills during a replace");
            Count(fill && e.Cxl, "fills of a quote after its cancel");
            Count(e.Active && e.Rep && type == 'J' && m.Urn == e.Urn2, "replaces rejected");
            Count(e.Active && e.Acked && type == 'A' && m.Urn == e.Urn, "quotes accepted twice");
        }

        if (orders.Table.Holds(m.Urn))
        {
            DeskOrder p = orders.Table[ReferenceTable.PlaceOf(m.Urn)];
            Count(type == 'E' && p.Cxl, "fills of a desk order after its cancel");
            Count(type == 'E' && p.Mod, "fills of a desk order after its modify");
            Count(type == 'M' && p.Cxl, "desk orders modified after their cancel");
            Count(type == 'M' && m.Qty == 0, "desk orders modified to nothing");
            Count(type == 'M' && m.Qty != 0, "desk orders modified");
            Count(type == 'I' && p.Mod, "modifies rejected");
            Count(p.Mod && p.Doubt.Stands && type is 'M' or 'I', "modifies answered in doubt");
            Count(type == 'E' && p.Marked && !p.Cxl, "fills of a desk order before its cancel left");
            Count(type == 'A' && p.Cxl && !p.Acked, "desk orders cancelled before they were accepted");
            Count(type == 'A' && p.Acked, "desk orders accepted twice");
            Count(m.EntersDead, "desk orders dead on entry");
            Count(type == 'J', "desk orders rejected");
            Count(type == 'C' && m.Code == (byte)'I', "rests of immediate orders");
            Count(p.Doubt.Stands, "answers to desk orders in doubt");
        }
        else
        {
            Count(type == 'E' && orders.Table.Owner(m.Urn) is not null && !IsQuote(m.Urn), "late fills of dead references");
        }
    }

    /// <summary>A message of the card, before it takes effect.</summary>
    public void Leaves(in OrderRecord order)
    {
        bool cancel = (OrderAction)order.Action == OrderAction.Cancel;
        Count(order.IsModify, "modifies");
        Count(order.IsModify && !orders.Table.Holds(order.Urn), "modifies of desk orders that died meanwhile");
        Count(order.IsCancel && orders.Table.Holds(order.Urn) && orders.Table[ReferenceTable.PlaceOf(order.Urn)].Mod, "cancels of desk orders while a modify was under way");
        Count(order.IsCancel && order.Desk != 0 && !orders.Table.Holds(order.Urn), "cancels of desk orders that died meanwhile");
        Count(!cancel && order.Desk != 0, order.Ioc != 0 ? "immediate orders" : "day orders");
        Count(!cancel && order.Desk == 0, "quotes");
    }

    public void Count(bool met, string race)
    {
        if (met)
        {
            _counts[race] = this[race] + 1;
        }
    }

    private bool IsQuote(uint urn)
    {
        for (int side = 0; side < 2; side++)
        {
            WorkingOrder e = orders.Entry(0, side);
            if (e.Active && (e.Urn == urn || (e.Rep && e.Urn2 == urn)))
            {
                return true;
            }
        }

        return false;
    }
}
