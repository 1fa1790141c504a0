%include "..\formats.sas";
%include "&root./lib/util/counts.sas";
