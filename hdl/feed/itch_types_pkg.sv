// ITCH 5.0 message types: lengths and groups, as constants and functions. Source: the protocol's message table.
`default_nettype none
package itch_types_pkg;

  // Length of a message in bytes, its type byte included; 0 for a type that is not in the table.
  function automatic logic [5:0] length_of(input logic [7:0] mtype);
    case (mtype)
      "S", "W":      length_of = 6'd12;
      "B", "D":      length_of = 6'd19;
      "Y", "N":      length_of = 6'd20;
      "h":           length_of = 6'd21;
      "X":           length_of = 6'd23;
      "H":           length_of = 6'd25;
      "L":           length_of = 6'd26;
      "K":           length_of = 6'd28;
      "E":           length_of = 6'd31;
      "V", "J", "U": length_of = 6'd35;
      "A", "C":      length_of = 6'd36;
      "R":           length_of = 6'd39;
      "F", "Q":      length_of = 6'd40;
      "P":           length_of = 6'd44;
      "O":           length_of = 6'd48;
      "I":           length_of = 6'd50;
      default:       length_of = 6'd0;
    endcase
  endfunction

  // Types that change the displayed book.
  function automatic logic is_book(input logic [7:0] mtype);
    case (mtype)
      "A", "F", "E", "C", "X", "D", "U": is_book = 1'b1;
      default:                           is_book = 1'b0;
    endcase
  endfunction

  // Types that are not about one stock; their locate is 0.
  function automatic logic is_market_wide(input logic [7:0] mtype);
    case (mtype)
      "S", "V", "W": is_market_wide = 1'b1;
      default:       is_market_wide = 1'b0;
    endcase
  endfunction

  // Types that give an ADMIN event.
  function automatic logic is_admin(input logic [7:0] mtype);
    case (mtype)
      "S", "V", "W", "R", "H", "Y", "h", "J", "K": is_admin = 1'b1;
      default:                                     is_admin = 1'b0;
    endcase
  endfunction

  // Types that give a TRADE event.
  function automatic logic is_trade(input logic [7:0] mtype);
    case (mtype)
      "E", "C", "P", "Q", "B": is_trade = 1'b1;
      default:                 is_trade = 1'b0;
    endcase
  endfunction

endpackage
`default_nettype wire
