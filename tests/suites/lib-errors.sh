# Compares the errors that chanc printed with those that comments in the sources announce. Comes after lib.sh.

# Whether they are the same; prints each difference as a line.
expected_errors() { # status-of-chanc what-it-said source...
    local LC_ALL=C status=$1 said=$2 wanted=0 place bad=
    local -A announced reported # by "path:line:column [name]": the text that the message must contain; the message
    shift 2
    for path in "$@"; do
        read_announced "$path"
    done
    read_reported "$said"
    for place in "${!announced[@]}"; do
        wanted=1
        if [ -z "${reported[$place]+there}" ]; then
            complain "not reported: $place"
        elif [[ ${reported[$place]} != *"${announced[$place]}"* ]]; then
            complain "$place does not say \"${announced[$place]}\": ${reported[$place]}"
        fi
    done
    for place in "${!reported[@]}"; do
        [ -n "${announced[$place]+there}" ] || complain "not announced: $place: ${reported[$place]}"
    done
    [ "$status" = $wanted ] || complain "status $status, not $wanted"
    [ -z "$bad" ]
}

complain() { # text
    echo "$1"
    bad=1
}

read_announced() { # path
    local path=$1 lines line number=0 list rest at
    local comment='//~(\^*)(([[:space:]]+[a-z-]+@[0-9]+([[:space:]]+"[^"]*")?)*)(.*)'
    local one='^[[:space:]]+([a-z-]+)@([0-9]+)([[:space:]]+"([^"]*)")?'
    mapfile -t lines <"$path"
    for line in "${lines[@]}"; do
        number=$((number + 1))
        [[ $line =~ $comment ]] || continue
        at=$((number - ${#BASH_REMATCH[1]})) list=${BASH_REMATCH[2]} rest=${BASH_REMATCH[5]}
        if [ -z "$list" ] || [[ $rest =~ [^[:space:]] && ! $rest =~ ^[[:space:]]*\*/|^[[:space:]]+// ]]; then
            complain "$path:$number: cannot read this expectation"
        fi
        while [[ $list =~ $one ]]; do
            announced["$path:$at:${BASH_REMATCH[2]} [${BASH_REMATCH[1]}]"]=${BASH_REMATCH[4]}
            list=${list#"${BASH_REMATCH[0]}"}
        done
    done
}

read_reported() { # file
    local lines line place form='^([^:[:space:]][^:]*:[0-9]+:[0-9]+): error: (.*) \[([a-z-]+)\]$'
    mapfile -t lines <"$1"
    for line in "${lines[@]}"; do
        if [[ $line =~ $form ]]; then
            place="${BASH_REMATCH[1]} [${BASH_REMATCH[3]}]"
            [ -z "${reported[$place]+there}" ] || complain "reported twice: $place"
            reported["$place"]=${BASH_REMATCH[2]}
        elif [[ $line == *': error:'* ]]; then
            complain "an error of another form: $line"
        fi
    done
}
