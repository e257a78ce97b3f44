import { studio } from './implementer.ts';
import { unbuilt } from './unbuilt.ts';

export const data = studio.data.router({
  get: studio.data.get.handler(unbuilt),
  pictures: studio.data.pictures.handler(unbuilt),
  addFolders: studio.data.addFolders.handler(unbuilt),
  removeFolder: studio.data.removeFolder.handler(unbuilt),
  renameSide: studio.data.renameSide.handler(unbuilt),
  swap: studio.data.swap.handler(unbuilt),
  exclude: studio.data.exclude.handler(unbuilt),
  holdOut: studio.data.holdOut.handler(unbuilt),
  rescan: studio.data.rescan.handler(unbuilt),
  doctor: studio.data.doctor.handler(unbuilt),
});
