# Prints, as a JSON list of pairs, which file below a folder another loads: PPI, the parser of Perl's own world, reads the
# statements; modules are looked up in the lib directories (and the root) of the importer's distribution and of others, the
# nearest first. Nothing of the folder runs.
use strict;
use warnings;
use File::Basename qw(basename dirname);
use File::Find;
use JSON::PP;
use PPI;

my $root = $ARGV[0];
my (%known, @sources);
find({no_chdir => 1, wanted => sub {
    return if -l $_ || !-f $_;
    my $path = substr($_, length($root) + 1);
    $known{$path} = 1;
    if (!/\.(?:pm|pl|t|PL|psgi|al|cgi|perl|ph)\z/) {
        return if basename($_) =~ /\./;
        open(my $in, '<', $_) or return;
        my $first = <$in> // '';
        return if $first !~ /^#!.*\bperl/;
    }
    push @sources, $path;
}}, $root);

my %by_name;
push @{$by_name{basename($_)}}, $_ for sort keys %known;

sub steps {
    my @from = split m{/}, $_[0];
    my @to = split m{/}, $_[1];
    my $same = 0;
    $same++ while $same < @from && $same < @to && $from[$same] eq $to[$same];
    return @from + @to - 2 * $same;
}

sub lookup {
    my ($importer, $tail) = @_;
    my @found = grep { $_ eq $tail || /\/\Q$tail\E\z/ } @{$by_name{basename($tail)} // []};
    my @libs = grep { my $home = substr($_, 0, length($_) - length($tail)); $home =~ s{/\z}{}; $home eq '' || basename($home) =~ /\A(?:lib|inc|perl|perl5|modules)\z/ } @found;
    my @above = grep { my $home = substr($_, 0, length($_) - length($tail)); index($importer, $home) == 0 } @found;
    my @told = @libs ? @libs : @above ? @above : $tail =~ m{/} && @found == 1 ? @found : ();
    my ($best) = sort { steps(dirname($importer), dirname($a)) <=> steps(dirname($importer), dirname($b)) || length($a) <=> length($b) || $a cmp $b } @told;
    return $best;
}

sub texts {
    return map { $_->isa('PPI::Token::QuoteLike::Words') ? $_->literal : $_->string } @_;
}

my %pairs;
for my $path (sort @sources) {
    my $document = PPI::Document->new("$root/$path") or next;
    my @asked;
    for my $one (@{$document->find('PPI::Statement::Include') || []}) {
        my @given = texts(grep { $_->isa('PPI::Token::Quote') || $_->isa('PPI::Token::QuoteLike::Words') } map { $_->isa('PPI::Structure::List') ? $_->find('PPI::Token') ? @{$_->find('PPI::Token')} : () : $_ } $one->children);
        if (my $module = $one->module) {
            push @asked, [module => $module];
            push @asked, map { [module => $_] } @given if $module =~ /\A(?:parent|base)\z/ && !grep { $_ eq '-norequire' } @given;
            push @asked, map { [module => $_] } @given if $module eq 'Mojo::Base' && @given && $given[0] =~ /\A[A-Z]/;
        } elsif ($one->type eq 'require') {
            push @asked, [path => $_] for @given;
        }
    }
    for my $word (@{$document->find(sub { $_[1]->isa('PPI::Token::Word') && $_[1]->content =~ /\A(?:extends|with|do)\z/ }) || []}) {
        next if $word->sprevious_sibling && $word->content ne 'do';
        my $next = $word->snext_sibling or next;
        my @given = $next->isa('PPI::Structure::List') ? @{$next->find('PPI::Token') || []} : ($next);
        while ($word->content ne 'do' && !$next->isa('PPI::Structure::List') && ($next = $next->snext_sibling)) {
            last if $next->isa('PPI::Token::Structure');
            push @given, $next;
        }
        my @names = texts(grep { $_->isa('PPI::Token::Quote') || $_->isa('PPI::Token::QuoteLike::Words') } @given);
        push @asked, map { [$word->content eq 'do' ? 'path' : 'module', $_] } @names;
    }
    for (@asked) {
        my ($kind, $name) = @$_;
        my $target;
        if ($kind eq 'module') {
            next if $name !~ /\A\w+(?:::\w+)*\z/;
            $target = lookup($path, ($name =~ s{::}{/}gr) . '.pm');
        } else {
            next if $name =~ /[\$\@]/;
            $name =~ s{\A\./}{};
            for (my $home = dirname($path); ; $home = dirname($home)) {
                my $full = $home eq '.' ? $name : "$home/$name";
                1 while $full =~ s{[^/]+/\.\./}{};
                $target = $full, last if $known{$full};
                last if $home eq '.';
            }
            $target //= lookup($path, $name);
        }
        $pairs{"$path\0$target"} = [$path, $target] if defined $target && $target ne $path;
    }
}
print JSON::PP->new->encode([map { $pairs{$_} } sort keys %pairs]);
