internal import ArgumentParser

/// A shell whose completions we know; each asks the hidden `cnfctl complete`.
enum Shell: String, Encodable, ExpressibleByArgument, CaseIterable {
    case bash
    case zsh
    case fish

    /// What the shell reads.
    var script: String {
        switch self {
        case .bash: Self.bashScript
        case .zsh: Self.zshScript
        case .fish: Self.fishScript
        }
    }

    /// Names with spaces are quoted for the line; `cnfctl` is called as it was typed, wherever it is.
    private static let bashScript = #"""
        _cnfctl() {
            local IFS=$'\n' line files=
            COMPREPLY=()
            while read -r line; do
                if [ "$line" = ":files" ]; then files=1; else COMPREPLY+=("$(printf %q "$line")"); fi
            done < <("${COMP_WORDS[0]}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
            if [ -n "$files" ]; then
                compopt -o filenames
                COMPREPLY+=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
            fi
        }
        complete -F _cnfctl cnfctl

        """#

    private static let zshScript = #"""
        #compdef cnfctl
        _cnfctl() {
            local -a lines
            lines=("${(@f)$("${words[1]}" complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
            if (( ${lines[(Ie):files]} )); then _files; fi
            lines=("${(@)lines:#:files}")
            compadd -- "${(@)lines:#}"
        }
        if [ "$funcstack[1]" = "_cnfctl" ]; then _cnfctl "$@"; else compdef _cnfctl cnfctl; fi

        """#

    private static let fishScript = #"""
        function __cnfctl_complete
            set -l typed (commandline -opc)
            set -l current (commandline -ct)
            for line in ($typed[1] complete -- $typed[2..-1] "$current" 2>/dev/null)
                if test "$line" = ":files"
                    __fish_complete_path "$current"
                else
                    echo $line
                end
            end
        end
        complete -c cnfctl -f -a '(__cnfctl_complete)'

        """#
}
