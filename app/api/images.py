"""Uploading, seeing and removing pictures."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Query, UploadFile
from starlette.responses import Response

from app.api.caching import ImmutableRoute
from app.api.deps import ImageId, ImagesDep, StoredImage
from app.api.openapi import binary, problems
from app.api.schemas.images import ImageAnswer
from convscope.photo import encode_png

router = APIRouter(tags=["images"], route_class=ImmutableRoute)


@router.post("/images", status_code=201, responses=problems(400, 403, 413, 415, 422))
def post_image(
    file: Annotated[UploadFile, File(description="JPEG, PNG, GIF, WebP or BMP.")],
    images: ImagesDep,
    response: Response,
) -> ImageAnswer:
    """Keep a picture. No call lists pictures: whoever knows an id may see what it names."""
    image, photo = images.add(file.file.read())
    response.headers["Location"] = f"/api/v1/images/{image}"
    return ImageAnswer(
        id=image,
        width=photo.width,
        height=photo.height,
        format=photo.format,
        bytes=photo.bytes,
        notes=list(photo.notes),
    )


@router.get(
    "/images/{image}",
    response_class=Response,
    responses=binary("The picture.", "image/png") | problems(404, 422),
)
def get_image(
    image: StoredImage,
    images: ImagesDep,
    size: Annotated[
        int | None, Query(ge=1, le=8192, description="Longest side in pixels, at most.")
    ] = None,
) -> Response:
    """The picture, upright, in sRGB, encoded anew as PNG: never the uploaded bytes."""
    return Response(encode_png(images.open(image).picture, size), media_type="image/png")


@router.delete("/images/{image}", status_code=204, responses=problems(400, 403, 404, 422))
def delete_image(image: ImageId, images: ImagesDep, response: Response) -> None:
    """Remove a picture and every run of it, also what the browser kept of them."""
    images.delete(image)
    response.headers["Clear-Site-Data"] = '"cache"'
