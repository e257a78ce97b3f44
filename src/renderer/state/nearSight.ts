/** Calls back once an element is in sight, or so many pixels away from it where something can be scrolled. Gives how to end watching. */
export function whenNearSight(element: Element, ahead: number, seen: () => void): () => void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      seen();
    },
    { scrollMargin: `${ahead}px` },
  );
  observer.observe(element);
  return () => observer.disconnect();
}
