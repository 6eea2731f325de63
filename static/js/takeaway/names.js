/** @import { Run } from "../types.js" */

const UPLOAD = /^[0-9a-f]{32}$/;
const UNFIT = /[^A-Za-z0-9._-]+/g;

/**
 * Whether a picture was sent by a person: its id is the digest of its bytes.
 *
 * @param {string} image
 */
export function isUpload(image) {
  return UPLOAD.test(image);
}

/**
 * The name of a file, as `app/api/attachment.py` names it: `cat-efficientnet_lite0-conv_stem.npy`.
 *
 * @param {Run} run
 * @param {string} ending
 * @param {...(string | number)} parts
 */
export function fileName({ image, model }, ending, ...parts) {
  const short = isUpload(image) ? image.slice(0, 8) : image;
  const words = [short, model, ...parts].map((part) => String(part).replaceAll(UNFIT, "_"));
  return `${words.join("-")}.${ending}`;
}
