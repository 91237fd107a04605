/** The sign of the product; its name always stands beside it. */
export function Mark({ size }: { readonly size: number }) {
  return <img src="icon.svg" width={size} height={size} alt="" />;
}
