import sharp from 'sharp';

// Pictures are decoded once and kept by us: libvips' own cache would only grow, and show a changed file as it was.
sharp.cache(false);
// Several pictures are worked on at once, each by one thread: the engine needs the other ones.
sharp.concurrency(1);

export { sharp };
