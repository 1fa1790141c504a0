module App
  autoload :Part, 'app/part'
  autoload(:Other, 'app/other')
end
load 'tasks/run.rb'
