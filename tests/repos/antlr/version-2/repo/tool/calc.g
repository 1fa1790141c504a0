header { package tool; }
class CalcParser extends Parser;
options {
    importVocab = Tokens;
    exportVocab = Calc;
}
expr : INT (PLUS INT)* ;
