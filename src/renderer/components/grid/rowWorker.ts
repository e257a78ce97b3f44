import { paintRows } from './paintRows.ts';

// The first message brings the port.
addEventListener('message', ({ ports: [port] }) => paintRows(port), { once: true });
