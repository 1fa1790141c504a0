%include "&prog\tables\age.sas";
