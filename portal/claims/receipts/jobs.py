"""Work on receipts behind the pages: what waits is shown to the scanner again; a photo may be read, as a hint."""

from portal.claims.receipts import keeping, queries, reading
from portal.foundation import jobs, stored_files


@jobs.every_minute
def scan_waiting() -> None:
    """The oldest first; while the scanner is silent the first one is asked about, and the rest wait."""
    for receipt_id, file_key in queries.waiting():
        if not keeping.settle(receipt_id, file_key):
            return


@jobs.job
def read_photo(receipt_id: str) -> None:
    """Notes amount and date for staff. What is read is not kept; the person's own answer is never changed."""
    if file_key := queries.unread_file(receipt_id):
        keeping.note_hint(receipt_id, reading.hint(stored_files.read_words(file_key)))
