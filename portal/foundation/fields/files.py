"""A photo or file. What it really is, a decoder decides (foundation/stored_files.py), never its name."""

from typing import Any

from wtforms.validators import StopValidation

from portal.foundation.fields.base import AskedField

MEGABYTE = 1024 * 1024


class FileUploadField(AskedField):
    """Data: the uploaded werkzeug FileStorage, or None. `megabytes` is the limit the message names."""

    def __init__(
        self,
        label: str,
        validators: Any = None,
        *,
        accept: str = "image/*,application/pdf",
        megabytes: int = 10,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.accept, self.megabytes = accept, megabytes

    def process_formdata(self, valuelist: list[Any]) -> None:
        files = [one for one in valuelist if getattr(one, "filename", "")]
        self.data = files[0] if files else None

    def is_empty(self) -> bool:
        return self.data is None

    def check(self, form: Any) -> None:
        size = _size(self.data.stream)
        if size == 0:
            raise StopValidation("The selected file is empty")
        if size > self.megabytes * MEGABYTE:
            raise StopValidation(f"The selected file must be smaller than {self.megabytes}MB")


def _size(stream: Any) -> int:
    stream.seek(0, 2)
    size = int(stream.tell())
    stream.seek(0)
    return size
