/** One way in which our server is not as the real one, with the exchanges that show it. */
type DifferenceRow = {
	/** What a client of the real server asks, or is told. */
	readonly what: string;
	/** What ours answers. */
	readonly here: string;
	readonly because: string;
	/** Exchanges by their names; `*` stands for anything. Without one there is none of it. */
	readonly recorded: readonly string[];
	/** The differences that are meant, as `tell` tells them; none where the exchange cannot be asked here. */
	readonly differs: readonly RegExp[];
};

/** A message, or a word of ours in the place of one of theirs, says the same in other words. */
export const differsAnyway: readonly RegExp[] = [/^value (?:.*\.)?message$/, /^code /];

/**
Every difference between our server and the real one that was decided on. `docs/differences.md` shows it, and each recorded exchange is replayed
against it: one that differs in another way, or that does not differ where it should, is a failure.
*/
export const differenceRows: readonly DifferenceRow[] = [
	{
		what: 'requests and upgrades of WebSockets',
		here: 'need a secret (`Authorization: Bearer …`), from the machine itself, too; `GET /health` and `GET /api/auth/status` do not. The window and the command line of the real product send none, so they are refused: here the app and `maestro` of maestro-tui take their place',
		because:
			'every program and every user of the machine reaches a port of it; agents are told a secret of their own, and the operator’s programs find theirs',
		recorded: ['auth-loopback-trusted', 'auth-status-disabled', 'auth-token-carriers', 'auth-ws-carriers'],
		differs: [/^status $/, /^value auth(?:Enabled|enticated)$/],
	},
	{
		what: '`POST /api/auth/login`, `POST /api/auth/logout`, cookies, `?token=`',
		here: '401 without a secret, 404 with one',
		because:
			'there is no password: the server listens on the loopback address alone, people come by SSH, and a secret in an address ends up in logs',
		recorded: ['auth-login-*', 'auth-logout', 'auth-lockout'],
		differs: [/^status $/, /^type error$/],
	},
	{
		what: 'the body of a refusal',
		here: '`{error: true, statusCode, code, reason, message, details?}` for every one, those of unknown routes and of secrets, too; `code` is one of a kind, `reason` tells which',
		because: 'one shape is enough, and programs need to tell a missing task from a missing session',
		recorded: ['http-unknown-route', 'absent-message-delete', 'auth-remote-unauthorized', 'spawn-unknown-task'],
		differs: [/^type (?:error)?$/, /^member details$/],
	},
	{
		what: 'JSON that is cut short, a session that is not there to be resumed',
		here: '400 and 404, and not 500',
		because: 'the client is wrong, and not the server',
		recorded: ['projects-create-malformed-json', 'resume-404'],
		differs: [/^status $/],
	},
	{
		what: 'requests with a foreign `Origin`, and with one of another port of this machine',
		here: '403',
		because: 'a page in a browser on this machine is not the operator; no page of the real product is served from here',
		recorded: ['cors-foreign-origin', 'cors-localhost-origin'],
		differs: [/^status $/],
	},
	{
		what: '`env` of a session',
		here: '`{}` in every answer and frame; refused in `POST` and `PATCH`',
		because: 'it holds the API keys of whoever started it; files of the real product keep it',
		recorded: [],
		differs: [],
	},
	{
		what: 'ids of new tasks',
		here: '`T-<n>`',
		because: 'people type them; the pattern of ids is the same',
		recorded: ['tasks-create', 'tasks-create-minimal', 'tasks-create-child', 'tasks-create-idempotent', 'batch-*'],
		differs: [/^value (?:task:created\.)?id$/],
	},
	{
		what: '`POST /api/projects` with a folder that is not there',
		here: '422',
		because: 'a mistyped path is better refused than made',
		recorded: ['projects-create-ismaster-ignored'],
		differs: [/^status $/, /^event project:created$/],
	},
	{
		what: 'a project `Master` on the first start',
		here: 'none; `isMaster` can be set, is kept, and makes no difference',
		because:
			'a project is a folder that a person has chosen; here whoever has a secret may read what there is of all projects',
		recorded: ['master-context'],
		differs: [/^value taskCounts\./],
	},
	{
		what: '`GET /api/sessions` without `fields=full`',
		here: 'whole sessions',
		because: 'a list without `needsInput` shows a session that waits for a person as one that works',
		recorded: [],
		differs: [],
	},
	{
		what: 'a session that had completed and goes on',
		here: '`completedAt` is `null`',
		because: 'it has not ended',
		recorded: ['sessions-patch-working-after-completed', 'agent-boot-worker-resume'],
		differs: [/^type (?:session:updated\.)?completedAt$/],
	},
	{
		what: 'an entry `task_blocked`',
		here: 'sets `needsInput`, as `needs_input` does',
		because: 'only a person can help, and is to see it',
		recorded: ['sessions-timeline-task_blocked'],
		differs: [/^value (?:session:updated\.)?needsInput\.active$/],
	},
	{
		what: 'taking a task from a session',
		here: 'an entry `progress`, and not `task_completed`',
		because: 'nothing was completed',
		recorded: ['sessions-remove-task'],
		differs: [/^value timeline\[\](?:\.type)?$/],
	},
	{
		what: '`humanCompletedAt` and `archivedAt` of a session',
		here: 'are for the operator alone to change',
		because: 'a person says that; a session could hide what it does',
		recorded: [],
		differs: [],
	},
	{
		what: 'deleting a session that goes on',
		here: '422 until it has been stopped',
		because: 'its agent would go on, known to nobody',
		recorded: ['sessions-delete-worktree-session'],
		differs: [/^status $/, /^event session:deleted$/],
	},
	{
		what: '`POST /api/sessions/:id/mode` to become a coordinator',
		here: 'for the operator, of any session; a session may only step back; `manifestRegenerated` is `false`',
		because:
			'coordinators start agents and write to everyone, and a session has no authority to take that; there is no manifest',
		recorded: ['sessions-mode-set', 'sessions-mode-set-without-header'],
		differs: [/^status $/, /^value manifestRegenerated$/],
	},
	{
		what: '`POST /api/sessions/:id/prompt`',
		here: 'makes a message: kept, handed over with evidence, of 10,000 characters at most; refused (401, 409) where the sender or the receiver has ended; `session:prompt_send` is not sent, `message:*` is',
		because:
			'nobody has to type it, and nobody may type it twice; what nobody will ever read is not accepted without saying so',
		recorded: ['sessions-prompt-*', 'cli-session-prompt*', 'serverpty-prompt-not-typed-by-server', 'prompt-roundtrip'],
		differs: [
			/^status $/,
			/^event session:(?:prompt_send|updated)$/,
			/^(?:value|member) session:updated\.(?:timeline|needsInput)/,
		],
	},
	{
		what: '`GET /api/sessions/:id/prompts`, `/api/session-prompts`, `/api/huddles`',
		here: 'are made of messages: their ids are those of messages, `mode` is `send`; the operator takes part; a session sees its own',
		because: 'there is one record of who said what to whom',
		recorded: ['session-prompts-all', 'sessions-prompts-list', 'huddles'],
		differs: [/^value \[\]\.(?:prompts\[\]\.)?(?:id|mode)$/],
	},
	{
		what: '`/api/messages…`, `GET /api/sessions/:id/messages`, `GET /api/sessions/:id/timeline`',
		here: 'are there',
		because: 'that is what a server of ours can do besides',
		recorded: ['absent-message-patch', 'absent-messages-get', 'absent-messages-post', 'absent-timeline-get'],
		differs: [/^status $/],
	},
	{
		what: '`POST /api/sessions/spawn`',
		here: 'the server opens the window itself and sends `session:created`, and no `session:spawn`; `manifestPath` is the folder of the run; one run for each task, role and team member, and asked again it answers the one that runs; no manifest of a `maestro` program is needed; `claudeSessionId` is known once the agent’s first hook has run; a name is the title of the task; `agentTool` is our id of the agent; one entry of the timeline says of both session and task that they began',
		because:
			'a window that every client may open is opened twice or never; two agents at one task in one role undo each other’s work',
		recorded: [
			'spawn-codex',
			'spawn-coordinator-ui',
			'spawn-master-project',
			'spawn-team-member',
			'spawn-w*',
			'cli-spawn-as-coordinator',
			'spawn-seen-by-every-client',
		],
		differs: [
			/^status $/,
			/^event session:(?:spawn|updated)$/,
			/^value manifestPath$/,
			/^(?:value|member) session(?::updated)?\.(?:name|claudeSessionId|timeline\[\]|metadata\.agentTool)$/,
			/^type session(?::updated)?\.metadata\.launchConfig$/,
		],
	},
	{
		what: 'the default model and program of a team member',
		here: 'none: the agent’s own',
		because: 'which models there are changes faster than this server does',
		recorded: ['spawn-coordinator-ui'],
		differs: [
			/^type session(?::updated)?\.metadata\.model$/,
			/^(?:member|value) session(?::updated)?\.teamMemberSnapshots?(?:\[\])?\.(?:model|agentTool|role)$/,
		],
	},
	{
		what: 'a session of a master project',
		here: 'is as any other: no voice assistant leads it, and it may do what was asked for it',
		because: 'a project cannot give an agent more authority than a person has said',
		recorded: ['spawn-master-project'],
		differs: [
			/^type session(?::updated)?\.metadata\.(?:model|teamMemberIds?)$/,
			/^member session(?::updated)?\.(?:metadata\.permissionMode|teamMember\w+)$/,
		],
	},
	{
		what: 'a session that starts another one',
		here: 'has to be known (401), and a coordinator (403); what its agent may do without asking, and more arguments, is for the operator or a team member to say; tasks of its own project only',
		because: 'an agent has no authority of the operator',
		recorded: ['spawn-session-source-unknown-sender'],
		differs: [/^status $/],
	},
	{
		what: '`dangerousMode`, `useWorktree`, `model`, `memberOverrides` of a task; `context`, `reasoningEffort`, `strategy` of a spawn',
		here: 'are taken; those of a task are kept, and mean nothing when it is started',
		because: 'sessions write tasks, and may not give away authority with them; what an agent is told is its task',
		recorded: [],
		differs: [],
	},
	{
		what: '`POST /api/sessions/:id/resume`',
		here: 'the server opens the window itself, and sends no `session:resume`; one that goes on is refused (409), as is one that nobody here can start (404); every agent that we know is resumed; it has not ended any more and needs nobody, and its timeline is not doubled',
		because: 'one session is one agent',
		recorded: ['resume', 'resume-manual-session', 'resume-without-cli', 'resume-codex-refused'],
		differs: [
			/^status $/,
			/^event session:(?:resume|updated)$/,
			/^type session:updated\.completedAt$/,
			/^value session:updated\.timeline\[\]$/,
			/^member session:updated\.needsInput$/,
		],
	},
	{
		what: 'a work tree where there is no repository',
		here: '422',
		because: 'that is what every folder that will not do is answered with',
		recorded: ['spawn-worktree-not-git'],
		differs: [/^status $/],
	},
	{
		what: 'work trees: of a session, removed with it; `GET /api/sessions/:id/git…`, `/api/git/…`',
		here: '404; a task has one (`/api/tasks/:id/worktree`), which stays until a person removes it',
		because:
			'several sessions work on a task, one after the other, and what is not committed is nobody’s to throw away; git itself is in the terminal',
		recorded: ['sessions-git-info', 'spawn-worktree'],
		differs: [/^status $/, /^value session(?::updated)?\.metadata\.worktree(?:Path|Branch)$/],
	},
	{
		what: 'team members, teams, model profiles, task lists, ordering',
		here: 'are kept, told of and obeyed; changed by the operator alone, but for the memory of the member that a session is',
		because: 'what one may do is given to every agent that is started as it',
		recorded: [],
		differs: [],
	},
	{
		what: 'the team members and model profiles that are there at first',
		here: 'a worker and a coordinator in each project, in our words; no profiles; lists go by the names of the files',
		because:
			'the others lead by the workflows of the real product’s own program, which agents here do not have; those that a file brings along are there',
		recorded: ['team-members-list', 'model-profiles-list'],
		differs: [/^(?:value|member) \[\]\./],
	},
	{
		what: '`/api/skills`',
		here: 'names, descriptions and folders, of the user and of projects that are known',
		because: 'who may ask for skills may not look around the machine; what a skill says is for the agent to read',
		recorded: [],
		differs: [],
	},
	{
		what: '`/api/task-graphs`, `/api/workflow-templates`, custom prompts, images of tasks',
		here: '404; the files of the real product stay as they are',
		because: 'they are drawn, dragged and pasted in a window; here a task has parts, and modes are files',
		recorded: [],
		differs: [],
	},
	{
		what: 'modals and spells',
		here: '404',
		because:
			'HTML of an agent has no place in a terminal, and an agent asks a person by its own dialog or `maestro report blocked`; for spells there are templates and modes',
		recorded: ['sessions-modal-*', 'spells-invoke-ok'],
		differs: [/^status $/, /^event (?:session:modal|session:prompt_send|spell:invoked)/],
	},
	{
		what: 'digests of logs, statistics, use of commands, `/api/agent-logs`',
		here: '404; what an agent does is in its window and in the log of its run',
		because:
			'they are read out of the transcripts of one agent program, wherever it has them, at each question; windows and logs show all of them as they are',
		recorded: ['sessions-log-digest*', 'sessions-stats', 'sessions-command-usage', 'agent-logs-*'],
		differs: [/^status $/],
	},
	{
		what: '`/pty`, `/api/pty/spawn`, `/api/sessions/:id/pty/stop`',
		here: '404; windows are those of tmux or zellij',
		because: 'a person over SSH has a terminal already, and windows outlive every server',
		recorded: ['serverpty-*', 'pty-*'],
		differs: [/^status $/],
	},
	{
		what: '`/api/fs`, `/api/announce`, voice',
		here: '404',
		because: 'the folder is in the terminal, and there is nobody to listen',
		recorded: [],
		differs: [],
	},
	{
		what: 'frames of the event channel',
		here: 'one event each, at once; of a burst of updates the first and always the last; `session:updated` beside every `session:status_changed`, and whoever subscribes with `repeats: false` gets the update alone; a watcher that falls 4 MiB behind is disconnected; a session sees its own events alone',
		because:
			'a client that takes arrays takes objects; nobody is left with a state that is not so, nor misses an event unknowingly',
		recorded: ['throttle-status-burst', 'ws-backpressure', 'ws-max-clients', 'ws-subscribe-filtering'],
		differs: [/^value session:status_changed\.status$/],
	},
	{
		what: 'a second project in the same folder; a task below one of another project',
		here: '409 and 400',
		because: 'nobody could say whose a task added there is',
		recorded: [],
		differs: [],
	},
	{
		what: 'tasks with the status `archived`, which only old files have and no request can set',
		here: 'are left in their files as they are, and not listed; the log says so at each start',
		because: 'nothing can be done with them but to take them for something that they are not',
		recorded: [],
		differs: [],
	},
	{
		what: 'timelines, events and docs of a session',
		here: 'the newest 500 entries and 100 events, 200 docs of 500,000 characters; bodies of 1 MiB',
		because: 'a session is written whole each time that it changes; every message and every refusal is in `data/audit`',
		recorded: [],
		differs: [],
	},
	{
		what: '`PUT /api/sessions/:id/name`',
		here: 'ours alone',
		because: 'the real server refuses a name in the `PATCH`; people rename',
		recorded: [],
		differs: [],
	},
];
