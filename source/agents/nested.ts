/**
True, in a shell, for what an agent starts in its own shell. Hooks in a user's own settings run for every client of that user, also for
one that an agent starts: it has the variables of that agent's session, and would take its messages. Every client that we know marks
its shell with one of these, and none of them its hooks.
*/
export const isInShellOfAgent = 'test -n "$GEMINI_CLI$CLAUDECODE$CODEX_THREAD_ID$OPENCODE"';
