/** Words of the page of conversions. */
export const convert = {
  madeBy: (checkpoint: string) => `This picture was made by ${checkpoint}.`,
};
