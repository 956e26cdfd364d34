// `set-option` expands the *name* of an option as a format, and fails on a name that is no option: together an "only if" that
// costs no lock and has nothing nested to quote (multiplexer contract A3). A name that starts with `@` always is one.
const always = '@maestro_probe';

/**
The key of a window of ours. It is kept on the pane that was opened: people split windows and break panes out of them, and
the program that a key stands for goes where its pane goes.
*/
export const keyOption = '@maestro_key';

/** A name of an option that stops the call, and says where it is, when some pane has the key. */
export const unlessKeyExists = (key: string): string =>
	`#{S:#{W:#{P:#{?#{==:#{${keyOption}},${key}},exists=#{window_id}=#{pane_id} ,}}}}${always}`;

/** A name of an option that stops the call unless the pane that it is set on has the key. */
export const onlyIfKeyIs = (key: string): string => `#{?#{==:#{${keyOption}},${key}},${always},not-mine}`;

/**
The same, and only if what is sent to the pane reaches its program and nothing else: not the copy mode that it is in, nor the other
panes that it is synchronized with.
*/
export const onlyIfTakesKeys = (key: string): string =>
	`#{?#{==:#{${keyOption}},${key}},#{?${takesNoKeys},no-keys,${always}},not-mine}`;

/**
The same, and only if the program has asked for marks around what is pasted. From tmux 3.7 on that is known, and before, where the format
is empty, taken for granted.
*/
export const onlyIfTakesPaste = (key: string): string =>
	`#{?#{==:#{${keyOption}},${key}},#{?#{||:${takesNoKeys},#{==:#{bracket_paste_flag},0}},no-keys,${always}},not-mine}`;

const takesNoKeys = '#{||:#{||:#{pane_in_mode},#{pane_synchronized}},#{||:#{pane_dead},#{pane_input_off}}}';

/**
A name of an option that stops the call unless a program that attaches to a session, and leaves it again, changes nothing: it keeps neither
the session nor the server alive that a person wants to end with the last one who looks, and ends none when it leaves. Where a session
that ends hands whoever looked at it on to another one, that holds for all of them.
*/
export const onlyIfUnnoticed = (): string => {
	const isKept = (option: string) => `#{||:#{==:#{${option}},0},#{==:#{${option}},off}}`;
	const isStrict = '#{||:#{==:#{detach-on-destroy},1},#{==:#{detach-on-destroy},on}}';
	const isNoneStrict = '#{==:#{S:#{?#{m/r:1|on|keep,#{destroy-unattached}},x,}},}';
	const isUnnoticed = `#{&&:#{&&:${isKept('destroy-unattached')},${isKept('exit-unattached')}},#{||:${isStrict},${isNoneStrict}}}`;
	return `#{?${isUnnoticed},${always},noticed}`;
};

export const saysKeyExists = (complaint: string): boolean => /^invalid option: exists=/m.test(complaint);

export const saysNotMine = (complaint: string): boolean => /^invalid option: not-mine$/m.test(complaint);

export const saysTakesNoKeys = (complaint: string): boolean => /^invalid option: no-keys$/m.test(complaint);
