parser grammar CalcParser;

options {
    tokenVocab = CalcLexer;
    superClass = CalcBase;
}

@header {
import java.util.List;
import org.calc.Names;
}

program : (expr NEWLINE)* ;
expr : expr ('*' | '/') expr | NUMBER ;
