#!/usr/bin/perl
# Finds the ```c blocks of Markdown files.
#   docs-block.pl list FILE...               prints FILE:N for each block to try
#   docs-block.pl extract FILE N DIRECTORY   writes example.gc, and output, refused or translation
# A block without a function definition is taken for statements, and put into a function.
use strict;
use warnings;

# Reads a file's fenced blocks: [{language, text, notes => {name => text}}].
sub blocks {
    my ($path) = @_;
    open my $file, "<", $path or die "$path: $!\n";
    my (@blocks, %notes, $block);
    my $content = do { local $/; <$file> };
    while ($content =~ /\G(?:<!--\s*(\w+)(?::\s*(.*?))?\s*-->\s*?\n|```(\w*)[^\n]*\n(.*?)^```[ ]*\n|([^\n]*)\n)/gms) {
        if (defined $1) {
            $notes{$1} = defined $notes{$1} ? "$notes{$1}\n" . ($2 // "") : $2 // "";
        } elsif (defined $4) {
            push @blocks, {language => $3, text => $4, notes => {%notes}};
            %notes = ();
        } elsif ($5 =~ /\S/) {
            %notes = ();
        }
    }
    return \@blocks;
}

sub is_file {
    my ($text) = @_;
    return 1 if $text =~ /^#include/m;
    while ($text =~ /^(\w+)[^;={}]*\)\s*\{/gm) {
        return 1 if $1 !~ /^(?:if|for|while|switch|select|go|else|do)$/;
    }
    return 0;
}

sub program {
    my ($text, $given) = @_;
    return $text if is_file($text) && $given eq "";
    my $head = join "", map { "#include <$_.h>\n" } qw(chanc stdbool stddef stdint stdio stdlib string unistd);
    $head .= "$given\n";
    return $head . $text if is_file($text);
    return $head . "void example(void);\nvoid example(void)\n{\n$text}\n";
}

sub put {
    my ($path, $text) = @_;
    open my $file, ">", $path or die "$path: $!\n";
    print $file $text;
    close $file or die "$path: $!\n";
}

my ($what, @arguments) = @ARGV;
if ($what eq "list") {
    for my $path (@arguments) {
        next if !-f $path;
        my $blocks = blocks($path);
        for my $i (0 .. $#$blocks) {
            print "$path:$i\n" if $blocks->[$i]{language} eq "c";
        }
    }
    exit 0;
}

my ($path, $number, $directory) = @arguments;
my $blocks = blocks($path);
my $block = $blocks->[$number];
exit 1 if !$block || $block->{language} ne "c";
my $notes = $block->{notes};
if (exists $notes->{translation}) {
    put("$directory/translation", $block->{text});
    $block = $blocks->[$number - 1];
} elsif (exists $notes->{refused}) {
    put("$directory/refused", join "", map { "$_\n" } sort split ' ', $notes->{refused});
} elsif ($number < $#$blocks && $blocks->[$number + 1]{language} eq "output") {
    put("$directory/output", $blocks->[$number + 1]{text});
}
put("$directory/example.gc", exists $notes->{translation} ? $block->{text} : program($block->{text}, $notes->{given} // ""));
