%macro words(text); %scan(&text, 1) %mend;
