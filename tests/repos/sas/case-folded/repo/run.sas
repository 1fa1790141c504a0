%Include 'setup.sas';
%CLEAN_DATA(sales)
%clean_data(costs)
