"""Ukrainian dates with the year's word in full: “2020 р.” would end a sentence twice."""

DATE_FORMAT = "j E Y року"
DATETIME_FORMAT = "j E Y року, H:i"
