%include "paths.sas";
%init
