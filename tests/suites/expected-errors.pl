#!/usr/bin/perl
# Compares the errors that chanc printed with those that comments in the sources announce:
# expected-errors.pl STATUS STDERR-FILE SOURCE...
# Prints each difference as a line; status 0 when there is none.
use strict;
use warnings;

my ($status, $said, @sources) = @ARGV;
my $failed = 0;

sub complain {
    print "$_[0]\n";
    $failed = 1;
}

# Announced: {"path:line:column [name]"} = text that the message must contain, "" for any.
my %announced;
for my $path (@sources) {
    open my $file, "<", $path or die "$path: $!\n";
    while (my $line = <$file>) {
        while ($line =~ m{//~(\^*)((?:\s+[a-z-]+\@\d+(?:\s+"[^"]*")?)*)(.*)}g) {
            my ($up, $list, $rest) = ($1, $2, $3);
            my $at = $. - length $up;
            complain("$path:$.: cannot read this expectation") if $list eq "" || $rest =~ /\S/ && $rest !~ m{^\s*\*/|^\s+//};
            while ($list =~ /([a-z-]+)\@(\d+)(?:\s+"([^"]*)")?/g) {
                $announced{"$path:$at:$2 [$1]"} = $3 // "";
            }
        }
    }
}

# Reported: the same form, each at most once.
my %reported;
open my $errors, "<", $said or die "$said: $!\n";
while (my $line = <$errors>) {
    if ($line =~ /^([^:\s][^:]*:\d+:\d+): error: (.*) \[([a-z-]+)\]$/) {
        my ($place, $message) = ("$1 [$3]", $2);
        complain("reported twice: $place") if exists $reported{$place};
        $reported{$place} = $message;
    } elsif ($line =~ /: error:/) {
        complain("an error of another form: $line");
    }
}

for my $place (sort keys %announced) {
    if (!exists $reported{$place}) {
        complain("not reported: $place");
    } elsif (index($reported{$place}, $announced{$place}) < 0) {
        complain("$place does not say \"$announced{$place}\": $reported{$place}");
    }
}
for my $place (sort keys %reported) {
    complain("not announced: $place: $reported{$place}") if !exists $announced{$place};
}
my $wanted = %announced ? 1 : 0;
complain("status $status, not $wanted") if $status != $wanted;
exit $failed;
