import { directionOf } from '../../../shared/projectKinds.ts';
import { studio } from '../../connection/connection.svelte.ts';
import { live } from '../../state/live.svelte.ts';
import { byUse, usable } from './choice.ts';

/** What a person chooses to convert with. Make it in a component: it keeps its answers true. */
export class Choice {
  /** By their ids as texts; empty where nothing was chosen and the first will do. */
  wantedProject = $state('');
  wantedCheckpoint = $state('');
  wantedDirection = $state('');

  readonly #projects = live((signal) => studio.projects.list(undefined, { signal }), ['projects']);
  readonly projects = $derived(usable(this.#projects.value ?? []));
  readonly project = $derived(this.projects.find(({ id }) => String(id) === this.wantedProject) ?? this.projects[0] ?? null);

  readonly kind = $derived(this.project?.kind ?? 'cyclegan');
  readonly direction = $derived(directionOf(this.kind, this.wantedDirection).name);

  readonly #checkpoints = live(
    (signal) => {
      const id = this.project?.id;
      return id === undefined ? null : studio.checkpoints.list({ project: id }, { signal });
    },
    ['checkpoints', 'runs'],
  );
  readonly checkpoints = $derived(byUse(this.#checkpoints.value ?? []));
  readonly checkpoint = $derived(this.checkpoints.find(({ id }) => id === this.wantedCheckpoint) ?? this.checkpoints[0] ?? null);

  /** Nothing is known yet. */
  get loading(): boolean {
    return this.#projects.loading || (this.project !== null && this.#checkpoints.loading);
  }

  get failure() {
    return this.#projects.failure ?? this.#checkpoints.failure;
  }

  again(): void {
    this.#projects.again();
    this.#checkpoints.again();
  }

  /** What the address asks for: a checkpoint and a direction that another page sent here. */
  follow(query: URLSearchParams): void {
    this.wantedDirection = query.get('direction') ?? '';
    const checkpoint = query.get('checkpoint');
    const project = query.get('project');
    if (project !== null) this.wantedProject = project;
    if (checkpoint !== null) this.wantedCheckpoint = checkpoint;
  }
}
