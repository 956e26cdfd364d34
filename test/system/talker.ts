import {talk} from '../../source/system/talk.js';

// Talks to a shell for as long as it lives.
await talk('sh', ['-c', process.argv[2] ?? ''], {
	environment: {},
	signal: new AbortController().signal,
	onLine: () => {},
});
