/** How a picture becomes a training square. */
export type Preprocess = 'resize-and-crop' | 'crop' | 'scale-width' | 'scale-width-and-crop' | 'none';
