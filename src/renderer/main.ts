import { mount } from 'svelte';
import './styles/base.css';
import './styles/tokens.css';
import './styles/fonts.css';
import App from './App.svelte';
import { connection } from './connection/connection.svelte.ts';
import { lookAsLastTime } from './state/preferences.svelte.ts';

lookAsLastTime();
void connection.keep();

const target = document.getElementById('studio');
if (target === null) throw new Error('The page has no place for the window.');
mount(App, { target });
