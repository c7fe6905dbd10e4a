# ropa completion: fish 3.1 and later
function __ropa_words
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    type -q -- $program; or set program ropa
    set -l answer (_ROPA_COMPLETE=fish command $program $words "$current" 2>/dev/null </dev/null)
    set -l option (string match -r -- '^--[^=]*=' "$current")
    set -l path (string replace -r -- '^--[^=]*=' '' "$current")
    switch "$answer[1]"
        case files
            for each in (__fish_complete_path "$path")
                printf '%s%s\n' "$option" "$each"
            end
        case folders
            for each in (__fish_complete_directories "$path")
                printf '%s%s\n' "$option" "$each"
            end
        case '*'
            set -e answer[1]
            printf '%s\n' $answer
    end
end
complete -c ropa -f -k -a '(__ropa_words)'
