%macro header(title); title "&title"; %mend;
%macro footer; footnote; %mend;
