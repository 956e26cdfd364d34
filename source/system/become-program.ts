/**
What `/bin/sh` is given to become a program of which it is known which process it is, before it is anything: arguments are the folder of
the run, the program, and its arguments. Whoever has taken the name `process` in the folder by then keeps it from starting, which is
exit code 125. So there is no moment in which something runs that nobody could find, whoever is killed.
*/
export const becomeProgram = `
maestro_folder=$1
shift
maestro_born() {
	if [ -r /proc/self/stat ]; then
		IFS= read -r maestro_birth </proc/$$/stat
		set -- \${maestro_birth##*\\) }
		shift 19
		maestro_birth=$1
	else
		set -- $(LC_ALL=C ps -o lstart= -p $$)
		maestro_birth=$1-$2-$3-$4-$5
	fi
}
maestro_born
command -p ln -s "$$ $maestro_birth" "$maestro_folder/process" || exit 125
unset maestro_folder maestro_birth
exec "$@"
`;
