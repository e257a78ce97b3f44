/** The share of the training after which the learning rate falls: by the epochs, or half of the steps. */
export function decayFrom({ steps, epochs, decayEpochs }: { readonly steps: number; readonly epochs: number; readonly decayEpochs: number }): number {
  if (steps > 0) return 0.5;
  return epochs + decayEpochs > 0 ? epochs / (epochs + decayEpochs) : 1;
}
