CREATE DOMAIN name_text AS text;
