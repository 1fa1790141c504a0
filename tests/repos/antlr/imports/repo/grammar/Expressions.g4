parser grammar Expressions;
import Literals;
expr : literal ;
