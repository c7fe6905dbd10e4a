# ropa completion: bash 3.2 and later
_ropa() {
    local IFS=$'\n' program=$1 options=$- answer
    type -P "$program" >/dev/null 2>&1 || program=ropa
    answer=$(_ROPA_COMPLETE=bash _ROPA_LINE=${COMP_LINE:0:$COMP_POINT} _ROPA_BREAKS=$COMP_WORDBREAKS command "$program" 2>/dev/null </dev/null)
    COMPREPLY=()
    # bash 3.2 has no compopt; there files are offered as well wherever there is nothing else
    case $answer in
        files*) compopt +o nospace 2>/dev/null ;;
        folders*) compopt +o nospace +o default -o dirnames 2>/dev/null ;;
        *$'\n'*)
            compopt +o default 2>/dev/null
            set -f # a key holds brackets, which are no pattern of files
            COMPREPLY=(${answer#*$'\n'})
            [[ $options == *f* ]] || set +f
            ;;
        *) compopt +o default 2>/dev/null ;;
    esac
    return 0
}
complete -o default -o nospace -F _ropa ropa
