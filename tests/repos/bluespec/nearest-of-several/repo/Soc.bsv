import Controller::*;
import Link::*;
module mkSoc();
endmodule
