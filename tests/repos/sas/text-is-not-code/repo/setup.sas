options nodate;
