import { main } from './main.ts';

// The code is set instead of calling exit: what is still on its way to a pipe must arrive.
process.exitCode = await main(process.argv.slice(2));
