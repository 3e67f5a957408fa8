"""What a dropped file may cost: every limit of the readers, in one place.

They are there for files that were made to do harm, or were never press releases; each is several times what the
largest real release needs. Whoever goes beyond one is told which, and what to do. Those that an officer may have to
raise are keys of ``[limits]`` in ``config.toml`` (``config.Limits``), and the values here are their defaults.
"""

from __future__ import annotations

# Any file.
MAX_FILE_MB = 30
MAX_SECONDS = 20.0
MAX_MEMORY_BYTES = 1 << 30  # of the process that reads
MAX_CHARACTERS = 1_000_000
MAX_LINE_CHARACTERS = 20_000  # of one paragraph
MAX_TEXT_LINES = 20_000  # of a text file or a mail's text, before it is looked at
MAX_LINES = 3_000  # of the text as understood; parsing takes about a millisecond a line

# Pictures in a file.
MAX_PICTURES = 50
MAX_PICTURE_BYTES = 8_000_000

# Web pages. Time grows with the tags, not with the text; a large news page has about 10,000.
MAX_PAGE_CHARACTERS = 5_000_000
MAX_TAGS = 30_000
MAX_PAGE_DEPTH = 500

# Markdown. The parser's time grows with the square of the open brackets in a text.
MAX_MARKDOWN_DEPTH = 100
MAX_BRACKETS = 5_000
MAX_FRONT_MATTER_CHARACTERS = 20_000

# Word and LibreOffice: a ZIP package of XML. Entities and document types are refused altogether.
MAX_ENTRIES = 3_000
MAX_UNPACKED_BYTES = 200_000_000
MAX_RATIO = 300  # of unpacked to packed, for entries over SMALL_BYTES
SMALL_BYTES = 1_000_000
MAX_XML_BYTES = 20_000_000
MAX_XML_DEPTH = 120
MAX_XML_ELEMENTS = 200_000
MAX_OFFICE_LINES = 20_000  # before tables and boxes are put in order

# RTF. A release of several pages has about 20,000 control words; lines of picture data are tokens too.
MAX_GROUP_DEPTH = 400
MAX_TOKENS = 800_000
MAX_CONTROLS = 250_000

# PDF.
MAX_PAGES = 60
MAX_PDF_CHARACTERS = 250_000
MAX_PDF_OBJECTS = 20_000  # on a page, beyond which its drawings are passed over
MAX_PDF_LINKS = 200  # on a page
MAX_PDF_IMAGES = 30  # on a page

# Mails. The parser asks every open boundary about every line, so its time grows with lines times nesting;
# header parsers take time with the square of a header's length.
MAX_MAIL_DEPTH = 3  # mails in each other, the outermost counted
MAX_MAIL_PARTS = 200
MAX_CONTAINERS = 30
MAX_MAIL_LINES = 500_000  # with attachments
MAX_STRUCTURE_HEADER = 4_000
MAX_HEADER = 2_000
