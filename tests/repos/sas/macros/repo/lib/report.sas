%MACRO Report(data=);
  %helper(&data)
  %report(data=again)
%MEND;
