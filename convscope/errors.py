"""Everything that can go wrong in a way a person can put right.

    ConvscopeError
    ├── ImageError
    │   ├── EmptyFile            zero bytes
    │   ├── NotAnImage           bytes that are no picture at all
    │   ├── UnsupportedFormat    a picture, but of a format that is not opened (SVG, TIFF, …)
    │   ├── DamagedImage         a picture that breaks off or cannot be decoded
    │   ├── FileTooLarge         more bytes than the limit
    │   └── TooManyPixels        more pixels than the limit, known from the header
    ├── UnknownThing
    │   ├── UnknownModel
    │   ├── UnknownImage
    │   ├── UnknownRun
    │   ├── UnknownLayer
    │   ├── UnknownChannel
    │   ├── UnknownCell          a row or column outside of a layer's maps
    │   ├── NoWeights            a layer that has learned nothing
    │   ├── NoParts              a map that is no sum of convolved input maps
    │   ├── NoSkip               an addition without a skip, or no addition
    │   └── UnknownJob
    ├── BadRequest
    │   ├── BadChannels          a channel list that cannot be read, such as `5-2`
    │   ├── BadOption            an option outside its choices or its range
    │   └── ShapesDiffer         two outputs that cannot be subtracted
    ├── ModelError
    │   ├── NotDownloaded        the weights are published, but not on this machine yet
    │   ├── ModelBroken          the files of a network of one's own are not right
    │   ├── WeightsMissing       the file with the weights is not where it should be
    │   ├── WeightsDamaged       the weights do not fit the network, or their checksum is wrong
    │   └── ModelFailed          the network raised while it ran
    ├── DownloadError            weights that could not be fetched
    │   ├── NotDownloadable      there is nothing to fetch for this network
    │   ├── Unreachable          nobody answers, or the connection does not last
    │   ├── DownloadRefused      the server answers, but not with the file
    │   ├── DownloadDamaged      what came is not the file that was asked for
    │   └── NoRoom               the file does not fit on the disk, or may not be written
    ├── Busy                     too many runs or downloads are waiting
    ├── HostNotAllowed           the request names a host that is not served
    └── OriginNotAllowed         another site's page tried to change something

Every class carries a stable `code` for programs; the message is for the person and says what to
do next. Which HTTP status each has is known in `app/api/errors.py` alone.

    raise UnknownLayer("There is no layer {name!r}. Choose another.", name=name)

The text is a literal at every `raise`, so that it is found for translation.
"""

from __future__ import annotations

from convscope.message import Message


class ConvscopeError(Exception):
    """Base of all errors that carry a message for the person; `str(error)` is its English."""

    code = "error"

    def __init__(self, text: str, /, **values: object) -> None:
        self.message = Message(text, values)
        super().__init__(str(self.message))


class ImageError(ConvscopeError):
    """A picture that cannot be used."""

    code = "image_error"


class EmptyFile(ImageError):
    code = "empty_file"


class NotAnImage(ImageError):
    code = "not_an_image"


class UnsupportedFormat(ImageError):
    code = "unsupported_format"


class DamagedImage(ImageError):
    code = "damaged_image"


class FileTooLarge(ImageError):
    code = "file_too_large"


class TooManyPixels(ImageError):
    code = "too_many_pixels"


class UnknownThing(ConvscopeError):
    """A name or id that stands for nothing here."""

    code = "not_found"


class UnknownModel(UnknownThing):
    code = "unknown_model"


class UnknownImage(UnknownThing):
    code = "unknown_image"


class UnknownRun(UnknownThing):
    code = "unknown_run"


class UnknownLayer(UnknownThing):
    code = "unknown_layer"


class UnknownChannel(UnknownThing):
    code = "unknown_channel"


class UnknownCell(UnknownThing):
    code = "unknown_cell"


class NoWeights(UnknownThing):
    code = "no_weights"


class NoParts(UnknownThing):
    code = "no_parts"


class NoSkip(UnknownThing):
    code = "no_skip"


class UnknownJob(UnknownThing):
    code = "unknown_job"


class BadRequest(ConvscopeError):
    """A request that cannot be carried out as it was written."""

    code = "bad_request"


class BadChannels(BadRequest):
    code = "bad_channels"


class BadOption(BadRequest):
    code = "bad_option"


class ShapesDiffer(BadRequest):
    code = "shapes_differ"


class ModelError(ConvscopeError):
    """A network that cannot be loaded or run."""

    code = "model_error"


class NotDownloaded(ModelError):
    code = "not_downloaded"


class ModelBroken(ModelError):
    code = "model_broken"


class WeightsMissing(ModelError):
    code = "weights_missing"


class WeightsDamaged(ModelError):
    code = "weights_damaged"


class ModelFailed(ModelError):
    code = "model_failed"


class DownloadError(ConvscopeError):
    """Weights that could not be fetched."""

    code = "download_error"


class NotDownloadable(DownloadError):
    code = "not_downloadable"


class Unreachable(DownloadError):
    code = "unreachable"


class DownloadRefused(DownloadError):
    code = "download_refused"


class DownloadDamaged(DownloadError):
    code = "download_damaged"


class NoRoom(DownloadError):
    code = "no_room"


class Busy(ConvscopeError):
    code = "busy"


class HostNotAllowed(ConvscopeError):
    code = "host_not_allowed"


class OriginNotAllowed(ConvscopeError):
    code = "origin_not_allowed"
