/**
 * The completion script for bash. It replaces the library's, which needs the package bash-completion and
 * completes no file names.
 */
export const bashScript = `# bash completion for greenroom
_greenroom() {
  local current=\${COMP_WORDS[COMP_CWORD]} found candidate
  found=$(greenroom complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null) || return
  COMPREPLY=()
  while IFS=$'\\t' read -r candidate _; do
    # The last line is a directive.
    [[ $candidate == :* || $candidate != "$current"* ]] || COMPREPLY+=("$candidate")
  done <<<"$found"
}
# Without candidates, bash completes file names.
complete -o default -F _greenroom greenroom`
