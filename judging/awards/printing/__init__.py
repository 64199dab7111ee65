"""The award list as people hold it: a document to sign (PDF) and a spreadsheet (XLSX)."""
