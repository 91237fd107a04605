/** What a person can do about a file that cannot be read: the last sentence of its error. */

/** Excel writes the package anew; what it cannot open itself is not worth more questions. */
export const SAVE_AGAIN = 'Open it in Excel, let it repair the file, save it as .xlsx and upload the new file.';

export const MAKE_SMALLER =
  'Make it smaller: delete sheets and pictures that are not needed and empty rows below the data, save it and upload it again.';
