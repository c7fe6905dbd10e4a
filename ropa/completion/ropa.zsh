#compdef ropa
# ropa completion: zsh
_ropa() {
    local program=${(Q)words[1]} tab=$'\t'
    local -a answer closed open
    whence -p -- $program >/dev/null || program=ropa
    answer=("${(@f)$(_ROPA_COMPLETE=zsh command $program "${(@)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null </dev/null)}")
    case $answer[1] in
        files) compset -P '--*='; _files; return ;;
        folders) compset -P '--*='; _files -/; return ;;
    esac
    shift answer
    # a word on which more is to follow at once gets no blank behind it
    closed=("${(@)answer:#*[/.=]$tab*}")
    open=("${(@M)answer:#*[/.=]$tab*}")
    closed=("${(@)${(@)closed/$tab/:}/%:/}")
    open=("${(@)${(@)open/$tab/:}/%:/}")
    _describe -V -t words ropa closed -- open -S ''
}
if [[ $funcstack[1] == _ropa ]]; then _ropa "$@"; else compdef _ropa ropa; fi
